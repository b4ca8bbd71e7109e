namespace Roost.Alarms.Evaluation;

/// <summary>The middle of numbers.</summary>
public static class Median
{
    /// <summary>The median, of an even number the mean of the middle two; sorts the numbers.</summary>
    public static double Of(Span<double> numbers)
    {
        Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    // By insertion: the places of a house are few, and the library's sort takes longer to begin than this takes in all.
    private static void Sort(Span<double> numbers)
    {
        if (numbers.Length > 16)
        {
            numbers.Sort();
            return;
        }

        for (var index = 1; index < numbers.Length; index++)
        {
            var (number, place) = (numbers[index], index);
            for (; place > 0 && numbers[place - 1] > number; place--)
            {
                numbers[place] = numbers[place - 1];
            }

            numbers[place] = number;
        }
    }
}
