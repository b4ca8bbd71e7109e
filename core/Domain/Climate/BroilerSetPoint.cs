namespace Roost.Domain.Climate;

/// <summary>The air temperature that a broiler house aims at, by the birds' weight. Source: Aviagen's Ross broiler handbook 2025.</summary>
public static class BroilerSetPoint
{
    private static readonly (double Grams, double Celsius)[] Rows =
    [
        (44, 30), (100, 28), (180, 27), (290, 26), (425, 25), (590, 24), (790, 23), (1015, 22), (1260, 21), (1530, 20),
    ];

    /// <summary>The set-point of the whole house in °C; between two rows of the table on a straight line, outside it the nearest row.</summary>
    public static double TemperatureCelsius(double weightGrams)
    {
        for (var i = 1; i < Rows.Length; i++)
        {
            var (grams, celsius) = Rows[i];
            if (weightGrams <= grams)
            {
                var (gramsBefore, celsiusBefore) = Rows[i - 1];
                var share = Math.Max(0, (weightGrams - gramsBefore) / (grams - gramsBefore));
                return celsiusBefore + (share * (celsius - celsiusBefore));
            }
        }

        return Rows[^1].Celsius;
    }
}
