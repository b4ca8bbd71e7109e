using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Database;

namespace Roost.Cloud.Alarms.Houses;

/// <summary>
/// An acknowledgement that a house told of. Kept apart from the alarm, which may become known later: a house's word goes live, the readings that its
/// siren sounded for may still be in its backlog.
/// </summary>
internal sealed class HeardRow
{
    /// <summary>By which way such an acknowledgement came.</summary>
    public const string Where = "house";

    /// <summary>Longer than any backlog that a spool holds.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);

    public required string Farm { get; init; }

    public required string Alarm { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Keeps an acknowledgement, unless one of this alarm is kept already, and forgets old ones.</summary>
    public static async Task KeepAsync(RoostDatabase database, string farm, AcknowledgementNotice notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (alarm, old) = (notice.Alarm.ToString(), now - KeptFor);
        await database.Set<HeardRow>().Where(row => row.Farm == farm && row.At < old).ExecuteDeleteAsync(cancellationToken);
        if (!await database.Set<HeardRow>().AnyAsync(row => row.Farm == farm && row.Alarm == alarm, cancellationToken))
        {
            database.Add(new HeardRow { Farm = farm, Alarm = alarm, By = notice.By, At = notice.At });
            await database.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Tells a book what was heard of alarms that it does not know yet.</summary>
    public static async Task TellAsync(RoostDatabase database, string farm, AlarmBook book, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await foreach (var row in database.Set<HeardRow>().AsNoTracking().Where(row => row.Farm == farm).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (AlarmId.TryParse(row.Alarm, out var alarm) && book.Find(alarm) is null)
            {
                book.Acknowledge(alarm, new(row.By, row.At, Where), now);
            }
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<HeardRow>
    {
        public void Configure(EntityTypeBuilder<HeardRow> builder)
        {
            builder.ToTable("house_acknowledgements");
            builder.HasKey(row => new { row.Farm, row.Alarm });
        }
    }
}
