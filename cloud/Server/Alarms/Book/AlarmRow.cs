using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;

namespace Roost.Cloud.Alarms.Book;

/// <summary>An alarm as the database keeps it: whole, with what it is looked up by beside it.</summary>
internal sealed class AlarmRow
{
    public required string Farm { get; init; }

    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string Coop { get; init; }

    public required AlarmSeverity Severity { get; set; }

    public required AlarmLifeCycle LifeCycle { get; set; }

    public required DateTimeOffset RaisedAt { get; set; }

    public required DateTimeOffset? EndedAt { get; set; }

    public required AlarmEnd? End { get; set; }

    public required DateTimeOffset? ShelvedUntil { get; set; }

    public required string? Cause { get; set; }

    public required string Json { get; set; }

    public static AlarmRow Of(Alarm alarm) => new()
    {
        Farm = alarm.Farm,
        Id = alarm.Id.ToString(),
        Rule = alarm.Id.Rule,
        Coop = alarm.Id.Coop,
        Severity = alarm.Severity,
        LifeCycle = alarm.LifeCycle,
        RaisedAt = alarm.RaisedAt,
        EndedAt = alarm.EndedAt,
        End = alarm.End,
        ShelvedUntil = alarm.Shelf?.Until,
        Cause = alarm.Cause?.ToString(),
        Json = AlarmJson.Write(alarm),
    };

    public Alarm ToAlarm() => AlarmJson.Read<Alarm>(Json);

    internal sealed class Table : IEntityTypeConfiguration<AlarmRow>
    {
        public void Configure(EntityTypeBuilder<AlarmRow> builder)
        {
            builder.ToTable("alarms");
            builder.HasKey(row => new { row.Farm, row.Id });
            builder.HasIndex(row => new { row.Farm, row.RaisedAt });
            builder.HasIndex(row => new { row.Farm, row.Coop, row.EndedAt });
        }
    }
}
