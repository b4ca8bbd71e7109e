namespace Roost.Cloud.Flocks.Sheet;

/// <summary>
/// One line of a flock's daily sheet. It is written once and stays; a mistake is corrected by another line that refers to it and takes its
/// place. Which of the values a line has depends on its kind; the others are null.
/// </summary>
public sealed record SheetEntry
{
    /// <summary>What it is about.</summary>
    public required SheetKind Kind { get; init; }

    /// <summary>The farm-local day that it is about.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>When it was written, UTC, by the clock of the phone.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Birds or eggs.</summary>
    public int? Count { get; init; }

    /// <summary>What birds died of or were taken out for.</summary>
    public string? Cause { get; init; }

    /// <summary>Single birds' weights, g.</summary>
    public IReadOnlyList<double>? WeightsGrams { get; init; }

    /// <summary>Mean weight of the birds or eggs that were weighed, g.</summary>
    public double? MeanGrams { get; init; }

    /// <summary>Spread of single birds' weights (coefficient of variation), % of the mean.</summary>
    public double? VariationPercent { get; init; }

    /// <summary>Feed, kg.</summary>
    public double? Kilograms { get; init; }

    /// <summary>Water, L.</summary>
    public double? Liters { get; init; }

    /// <summary>Days after this one for which meat and eggs must not be sold.</summary>
    public int? WithdrawalDays { get; init; }

    /// <summary>What there is to say.</summary>
    public string? Text { get; init; }

    /// <summary>SHA-256 of a photograph, 64 lower-case hexadecimal digits.</summary>
    public string? Photograph { get; init; }

    /// <summary>The line that this one takes the place of; null for a line of its own.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Whether the line that it corrects shall be as if it had not been written; the values then don't count.</summary>
    public bool Strikes { get; init; }

    /// <summary>Why it corrects.</summary>
    public string? Why { get; init; }
}

/// <summary>A line of the sheet as it is kept.</summary>
/// <param name="Id">Its id, made by who wrote it.</param>
/// <param name="Entry">The line.</param>
/// <param name="ReceivedAt">When it came here, UTC.</param>
/// <param name="IsInForce">Whether it counts: it strikes nothing out, and no later line takes its place.</param>
public sealed record KeptEntry(Guid Id, SheetEntry Entry, DateTimeOffset ReceivedAt, bool IsInForce);
