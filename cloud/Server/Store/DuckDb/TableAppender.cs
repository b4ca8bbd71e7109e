using DuckDB.NET.Data;
using DuckDB.NET.Native;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>
/// Appends to a table in column chunks, in whatever transaction the connection is in, and is used again for the next one. Measured twice
/// as fast as the library's row appender, which has to be made anew for each transaction and looks at each value's type.
/// </summary>
internal abstract unsafe class TableAppender : IDisposable
{
    /// <summary>Rows of a chunk, fixed by DuckDB.</summary>
    private static readonly int ChunkRows = (int)NativeMethods.Helpers.DuckDBVectorSize();

    private readonly NativeAppender appender;
    private readonly DuckDBDataChunk chunk;
    private readonly int columns;
    private int row;

    protected TableAppender(DuckDBConnection connection, string table)
    {
        // Not null even when it fails: it then holds the error.
        var created = NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, null!, table, out appender);
        Check(created);
        columns = (int)NativeMethods.Appender.DuckDBAppenderColumnCount(appender);
        var types = new DuckDBLogicalType[columns];
        var handles = new nint[columns];
        for (var column = 0; column < columns; column++)
        {
            types[column] = NativeMethods.Appender.DuckDBAppenderColumnType(appender, (ulong)column);
            handles[column] = types[column].DangerousGetHandle();
        }

        chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(handles, (ulong)columns);
        foreach (var type in types)
        {
            type.Dispose();
        }
    }

    /// <summary>Gives the transaction all rows.</summary>
    public void Flush()
    {
        AppendChunk();
        Check(NativeMethods.Appender.DuckDBAppenderFlush(appender));
    }

    public void Dispose()
    {
        chunk.Dispose();
        appender.Dispose();
    }

    /// <summary>The row to fill next; all columns count as null before <see cref="Begin"/> took their memory.</summary>
    protected int NextRow()
    {
        if (row == ChunkRows)
        {
            AppendChunk();
        }

        if (row == 0)
        {
            NativeMethods.DataChunks.DuckDBDataChunkReset(chunk);
            Begin();
        }

        return row++;
    }

    /// <summary>Takes the memory of the columns of a new chunk.</summary>
    protected abstract void Begin();

    protected void* Values(int column) =>
        NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column));

    /// <summary>The validity bits of a column, all null to begin with.</summary>
    protected ulong* AllNull(int column)
    {
        var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        var validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        new Span<ulong>(validity, ChunkRows / 64).Clear();
        return validity;
    }

    private void AppendChunk()
    {
        if (row > 0)
        {
            NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)row);
            Check(NativeMethods.Appender.DuckDBAppendDataChunk(appender, chunk));
            row = 0;
        }
    }

    private void Check(DuckDBState state)
    {
        if (!state.IsSuccess())
        {
            using var error = NativeMethods.Appender.DuckDBAppenderErrorData(appender);
            var message = NativeMethods.ErrorData.DuckDBErrorDataMessage(error);
            throw DuckDbErrors.IsOfTheData(NativeMethods.ErrorData.DuckDBErrorDataErrorType(error))
                ? new UnstorableException(message, null)
                : new IOException(message);
        }
    }
}
