using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Database;

/// <summary>Settings of the relational database, section <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database";

    /// <summary>Which database.</summary>
    /// <value>The default is <see cref="DatabaseKind.Sqlite"/>.</value>
    public string Kind { get; set; } = "sqlite";

    /// <summary>How it is reached.</summary>
    /// <value>The default, for SQLite alone, is the file <c>roost.db</c> in the store's directory.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The kind as its value; only after validation.</summary>
    public DatabaseKind KindValue => Enum.Parse<DatabaseKind>(Kind, ignoreCase: true);

    internal sealed class Validator : IValidateOptions<DatabaseOptions>
    {
        public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
        {
            List<string> failures = [];
            var known = Enum.GetNames<DatabaseKind>().Contains(options.Kind, StringComparer.OrdinalIgnoreCase);
            if (!known)
            {
                failures.Add($"{Section}:Kind is \"{options.Kind}\", but it must be sqlite or postgresql.");
            }

            if (string.IsNullOrWhiteSpace(options.ConnectionString))
            {
                if (known && options.KindValue == DatabaseKind.PostgreSql)
                {
                    failures.Add($"{Section}:ConnectionString is empty, but postgresql needs one, for example Host=localhost;Database=roost;Username=roost.");
                }
            }
            else if (!IsConnectionString(options.ConnectionString))
            {
                failures.Add($"{Section}:ConnectionString can't be read; it is written Key=Value;Key=Value.");
            }

            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private static bool IsConnectionString(string text)
        {
            try
            {
                return new DbConnectionStringBuilder { ConnectionString = text }.Count > 0;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}

/// <summary>Which relational database holds the data.</summary>
internal enum DatabaseKind
{
    /// <summary>SQLite, a file beside the store's.</summary>
    Sqlite = 1,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSql,
}
