using Roost.Alarms.Rules;

namespace Roost.Alarms.Storms;

/// <summary>What a person reads of a storm.</summary>
public static class StormText
{
    private static readonly LocalText Means = new(
        "Several houses have the same alarm within a minute, so that one cause is likely.",
        "几栋鸡舍在一分钟内出现同样的报警，很可能是同一个原因。");

    private static readonly LocalText First = new(
        "Look for the common cause first, and go to the house with the youngest or the heaviest birds.",
        "先查共同原因，并先到鸡龄最小或体重最大的那栋鸡舍。");

    /// <summary>The text of a storm of a cause, as <see cref="CausePrecedence.CommonCauseOf"/> names it.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="rule">Title of the rule of that name, where the houses have no more in common than its alarm.</param>
    public static RuleText Of(string cause, LocalText rule) => cause switch
    {
        "power" => new(
            new("Several houses have lost mains power", "几栋鸡舍同时断电"), Means, First,
            [new("The farm's supply or its transformer failed.", "全场供电或变压器故障。"), new("The standby generator did not take over.", "备用发电机没有启动。")]),
        "link" => new(
            new("Several houses are silent", "几栋鸡舍同时失联"), Means, First,
            [new("The farm's internet connection failed.", "全场网络中断。"), new("A switch or the power of the network cabinet failed.", "交换机或机柜电源故障。")]),
        CausePrecedence.Bus => new(
            new("Several sensors are silent at once", "多个传感器同时失效"),
            new(
                "Sensors fell silent within a minute, so that one bus, converter or supply of theirs is likely to have failed; their alarms can't come.",
                "多个传感器在一分钟内同时失效，很可能是它们共用的总线、转换器或电源故障，其报警已失效。"),
            new("Look at the converter, the supply and the cable that they share.", "检查它们共用的转换器、电源和线缆。"),
            [new("A converter hung or lost its supply.", "转换器死机或断电。"), new("A cut cable or a loose plug of the bus.", "总线电缆断开或插头松动。")]),
        "weather" => new(
            new("Several houses suffer from the weather", "几栋鸡舍同时受天气影响"), Means, First,
            [new("A heat wave, a cold front or a thunderstorm.", "热浪、寒潮或雷暴。"), new("Cooling water for the farm failed.", "全场降温供水故障。")]),
        _ => new(
            new($"Several houses: {rule.En}", $"几栋鸡舍同时报警：{rule.ZhCn}"), Means, First,
            [new("A supply that the houses share failed.", "几栋鸡舍共用的供应出了故障。"), new("The same setting was changed in all of them.", "它们的同一项设置被改动了。")]),
    };
}
