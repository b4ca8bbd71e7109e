using System.Globalization;
using System.Text;
using Roost.Domain.Readings;

namespace Roost.Simulators.House;

/// <summary>The controller's map in the forms that people and agents read.</summary>
internal static class HouseMapText
{
    /// <summary>The table of the README, without its heading.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| table | address | type | word order | scale | unit | quantity | place |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var register in HouseController.Map)
        {
            var facts = QuantityFacts.Of(register.Quantity);
            var order = register.Length == 2 ? Word(register.WordOrder) : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Word(register.Table)} | {register.Address} | {Word(register.Type)} | {order} | {register.Scale} | {facts.Unit} | {facts.Name} | {register.Place} |\n");
        }

        return text.ToString();
    }

    /// <summary>The <c>readings</c> of an agent's <c>modbus-tcp</c> device, one YAML flow mapping each.</summary>
    public static IEnumerable<string> Readings(TimeSpan reportEvery)
    {
        foreach (var register in HouseController.Map)
        {
            var order = register.Length == 2 ? $", word-order: {Word(register.WordOrder)}" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{{ quantity: {QuantityFacts.Of(register.Quantity).Name}, place: {register.Place}, table: {Word(register.Table)}, "
                + $"address: {register.Address}, type: {Word(register.Type)}{order}, scale: {register.Scale}, "
                + $"deadband: {register.Deadband}, report-every: {Duration(reportEvery)} }}");
        }
    }

    /// <summary>A duration as an agent's configuration writes it.</summary>
    public static string Duration(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(10, Math.Round(duration.TotalMilliseconds))}ms");

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Globalization", "CA1308:Normalize strings to uppercase", Justification = "The words of the configuration are lower case.")]
    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
