using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>One test of a farm's alarm chain. Table <c>notify_tests</c>. Times are the farm's, but for the delivery's.</summary>
internal sealed class TestRow : IEntityTypeConfiguration<TestRow>
{
    public long Id { get; set; }

    public string Farm { get; set; } = "";

    /// <summary>Who began it; <see cref="ChainTester.BySchedule"/> for the plan.</summary>
    public string By { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Until when it has to be acknowledged.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Id of the alarm by which it goes.</summary>
    public string Alarm { get; set; } = "";

    /// <summary>When the first message of it was delivered, real time; null while none was.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    /// <summary>Coops of which nothing was heard between start and end, separated by commas; empty for none.</summary>
    public string Unheard { get; set; } = "";

    /// <summary><see cref="Unheard"/>, coop by coop.</summary>
    public IReadOnlyList<string> UnheardCoops => Unheard.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    public TestResult Result { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public void Configure(EntityTypeBuilder<TestRow> builder)
    {
        builder.ToTable("notify_tests");
        builder.HasIndex(row => new { row.Farm, row.StartedAt });
        builder.HasIndex(row => row.Result);
        builder.Ignore(row => row.UnheardCoops);
    }
}

/// <summary>How a test went.</summary>
[JsonConverter(typeof(TestResultJsonConverter))]
public enum TestResult
{
    /// <summary>It is under way.</summary>
    Running = 1,

    /// <summary>Every coop was heard, and a person acknowledged in time.</summary>
    Passed,

    /// <summary>Nobody acknowledged in time.</summary>
    NotAcknowledged,

    /// <summary>A person acknowledged, but of a coop nothing was heard.</summary>
    CoopUnheard,
}

/// <summary>Writes a <see cref="TestResult"/> in kebab case.</summary>
public sealed class TestResultJsonConverter() : JsonStringEnumConverter<TestResult>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
