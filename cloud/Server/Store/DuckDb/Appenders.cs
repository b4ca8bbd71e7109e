using DuckDB.NET.Data;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Appends to the table of readings, or to the one of latest readings.</summary>
internal sealed unsafe class ReadingAppender(DuckDBConnection connection, string table) : TableAppender(connection, table)
{
    private int* series;
    private long* takenAt;
    private double* values;
    private ulong* valueIsSet;
    private byte* qualities;
    private int* reasons;
    private ulong* reasonIsSet;
    private int* eras;

    /// <summary>Appends one row.</summary>
    public void Add(int seriesId, long takenAtMilliseconds, double? value, Quality quality, int? reason, int era)
    {
        var row = NextRow();
        series[row] = seriesId;
        takenAt[row] = takenAtMilliseconds;
        qualities[row] = (byte)quality;
        eras[row] = era;
        if (value is { } number)
        {
            values[row] = number;
            valueIsSet[row >> 6] |= 1UL << (row & 63);
        }

        if (reason is { } id)
        {
            reasons[row] = id;
            reasonIsSet[row >> 6] |= 1UL << (row & 63);
        }
    }

    protected override void Begin()
    {
        series = (int*)Values(0);
        takenAt = (long*)Values(1);
        values = (double*)Values(2);
        valueIsSet = AllNull(2);
        qualities = (byte*)Values(3);
        reasons = (int*)Values(4);
        reasonIsSet = AllNull(4);
        eras = (int*)Values(5);
    }
}

/// <summary>Appends to the ledger.</summary>
internal sealed unsafe class LedgerAppender(DuckDBConnection connection) : TableAppender(connection, "ledger")
{
    private int* agents;
    private ulong* firsts;
    private ulong* lasts;

    /// <summary>Appends one row.</summary>
    public void Add(int agentId, BatchRun run)
    {
        var row = NextRow();
        agents[row] = agentId;
        firsts[row] = run.First;
        lasts[row] = run.Last;
    }

    protected override void Begin()
    {
        agents = (int*)Values(0);
        firsts = (ulong*)Values(1);
        lasts = (ulong*)Values(2);
    }
}

/// <summary>Appends to the hours whose roll-ups are not what the readings say.</summary>
internal sealed unsafe class DirtyAppender(DuckDBConnection connection) : TableAppender(connection, "dirty")
{
    private int* series;
    private int* hours;

    /// <summary>Appends one row.</summary>
    public void Add(int seriesId, int hour)
    {
        var row = NextRow();
        series[row] = seriesId;
        hours[row] = hour;
    }

    protected override void Begin()
    {
        series = (int*)Values(0);
        hours = (int*)Values(1);
    }
}
