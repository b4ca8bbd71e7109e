using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The tables that each transaction of the writer appends to.</summary>
internal sealed class StoreAppenders(DuckDBConnection connection) : IDisposable
{
    public ReadingAppender Readings { get; } = new(connection, "reading");

    public LedgerAppender Ledger { get; } = new(connection);

    public DirtyAppender Dirty { get; } = new(connection);

    /// <summary>Gives the transaction all rows.</summary>
    public void Flush()
    {
        Readings.Flush();
        Ledger.Flush();
        Dirty.Flush();
    }

    public void Dispose()
    {
        Readings.Dispose();
        Ledger.Dispose();
        Dirty.Dispose();
    }
}
