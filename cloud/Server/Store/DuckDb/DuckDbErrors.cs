using DuckDB.NET.Native;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Tells what is wrong with the data, where trying again is no use, from what is wrong with the world.</summary>
internal static class DuckDbErrors
{
    public static bool IsOfTheData(DuckDBErrorType type) => type
        is DuckDBErrorType.OutOfRange or DuckDBErrorType.Conversion or DuckDBErrorType.Decimal or DuckDBErrorType.MismatchType
        or DuckDBErrorType.ObjectSize or DuckDBErrorType.InvalidType or DuckDBErrorType.Constraint or DuckDBErrorType.InvalidInput;
}
