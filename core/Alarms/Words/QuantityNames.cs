using System.Collections.Frozen;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Words;

/// <summary>What people call a quantity, in both languages: the words that the dashboard uses.</summary>
public static class QuantityNames
{
    private static readonly FrozenDictionary<Quantity, LocalText> names = new Dictionary<Quantity, LocalText>
    {
        [Quantity.Temperature] = new("Temperature", "温度"),
        [Quantity.TemperatureSetPoint] = new("Set-point", "设定温度"),
        [Quantity.RelativeHumidity] = new("Humidity", "湿度"),
        [Quantity.Ammonia] = new("NH₃", "氨气"),
        [Quantity.CarbonDioxide] = new("CO₂", "二氧化碳"),
        [Quantity.StaticPressure] = new("Static pressure", "静压"),
        [Quantity.AirSpeed] = new("Air speed", "风速"),
        [Quantity.Illuminance] = new("Light", "光照"),
        [Quantity.Water] = new("Water", "饮水"),
        [Quantity.Feed] = new("Feed", "采食"),
        [Quantity.BirdWeight] = new("Bird weight", "体重"),
        [Quantity.FanSpeed] = new("Fans", "风机"),
        [Quantity.Heater] = new("Heating", "加热"),
        [Quantity.MainsPower] = new("Mains power", "市电"),
        [Quantity.Activity] = new("Activity", "活动度"),
        [Quantity.Occupancy] = new("Floor cover", "地面覆盖"),
        [Quantity.FlockDay] = new("Flock day", "日龄"),
        [Quantity.Count] = new("Count", "计数"),
        [Quantity.FanCommand] = new("Fan command", "风机指令"),
        [Quantity.HeaterCommand] = new("Heater command", "加热指令"),
        [Quantity.Mortality] = new("Dead birds", "死淘"),
        [Quantity.BirdCount] = new("Birds alive", "存栏数"),
        [Quantity.Eggs] = new("Eggs", "产蛋"),
        [Quantity.PictureBrightness] = new("Picture brightness", "画面亮度"),
        [Quantity.PictureSharpness] = new("Picture sharpness", "画面清晰度"),
        [Quantity.PictureChange] = new("Picture change", "画面变化"),
        [Quantity.PictureShift] = new("Picture shift", "画面偏移"),
        [Quantity.AgentLink] = new("Agent link", "采集端连接"),
        [Quantity.ClockOffset] = new("Agent clock ahead", "采集端时钟偏差"),
        [Quantity.SpoolUsed] = new("Spool used", "本地缓存占用"),
        [Quantity.Siren] = new("Siren", "警报器"),
        [Quantity.ChainTest] = new("Alarm chain test", "报警链路测试"),
    }.ToFrozenDictionary();

    /// <summary>The name of a quantity, as the beginning of a sentence.</summary>
    public static LocalText Of(Quantity quantity) => names[quantity];

    /// <summary>The name of a quantity within a sentence of a language.</summary>
    internal static string Within(Quantity quantity, string language)
    {
        var name = Of(quantity).In(language);
        return quantity is Quantity.Ammonia or Quantity.CarbonDioxide ? name : $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
