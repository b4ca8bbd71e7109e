using System.Collections.Frozen;
using Roost.Alarms.Rules;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>The alarms of the alarm chain itself: they are of the farm, have no readings, and no pack holds them.</summary>
internal static class ChainRules
{
    /// <summary>A person did not acknowledge a test in time; the place is empty.</summary>
    public const string Unacknowledged = "alarm-chain-unacknowledged";

    /// <summary>A test that was asked of a coop's agent did not come back from it; the place is the coop.</summary>
    public const string Unheard = "alarm-chain-unheard";

    /// <summary>The chain was not tested for too long; the place is empty.</summary>
    public const string Overdue = "alarm-chain-overdue";

    /// <summary>Nothing can be delivered by a contact; the place is the person and the contact.</summary>
    public const string ChannelBroken = "channel-broken";

    private static readonly FrozenDictionary<string, RuleText> Texts = new Dictionary<string, RuleText>
    {
        [Unacknowledged] = new(
            new("The alarm chain is broken: nobody acknowledged the test", "报警链路中断：测试无人确认"),
            new("A test of the alarm chain reached nobody who acknowledged it in time; an alarm would not either.", "报警链路测试未在规定时间内得到确认，真实报警也可能无人响应。"),
            new("Nobody acknowledged the test in time: see that people are reachable, then test again.", "无人按时确认测试：请确保值班人员可联系，然后重新测试。"),
            [new("Nobody on call had the phone at hand.", "值班人员未携带手机。"), new("The plan names people who are away.", "值班表中的人员不在岗。"), new("Messages are held up on their way.", "消息在途中延误。")]),
        [Unheard] = new(
            new("The alarm chain is broken: the test did not come back from a coop", "报警链路中断：鸡舍未返回测试"),
            new("The test was to go in at the coop's agent, and did not come; an alarm of this coop would not come either.", "测试应从该舍采集端发出，但云端未收到，该舍的真实报警也可能无法到达。"),
            new("Look after the agent and its connection, then test again.", "请检查采集端及其网络，然后重新测试。"),
            [new("The agent is off or hangs.", "采集端断电或死机。"), new("The network between house and cloud failed.", "鸡舍与云端之间的网络中断。"), new("The agent's disk is full.", "采集端磁盘已满。")]),
        [Overdue] = new(
            new("The alarm chain was not tested in time", "报警链路未按时测试"),
            new("The last test that passed is longer ago than the plan allows.", "距上次通过的测试已超过值班表允许的时间。"),
            new("Start a test on the dashboard and acknowledge it; the law asks for it.", "请在看板上启动测试并确认；法规对此有要求。"),
            [new("Tests are not scheduled, or failed.", "未安排定期测试，或测试未通过。")]),
        [ChannelBroken] = new(
            new("A channel does not deliver", "通知通道无法送达"),
            new("Messages by this contact of a person are refused, or could not be delivered for minutes.", "发往此联系方式的消息被拒绝，或数分钟内无法送达。"),
            new("Check this contact; the list of deliveries says what went wrong.", "请检查此联系方式；投递列表列出了原因。"),
            [new("The address is wrong or was given up.", "地址错误或已停用。"), new("The provider or mail server is down, or refuses Roost.", "服务商或邮件服务器故障，或拒绝接收。")]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What people read of such an alarm; null for every other rule.</summary>
    public static RuleText? TextOf(string rule) => Texts.GetValueOrDefault(rule);
}
