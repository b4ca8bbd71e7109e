using Microsoft.Extensions.Options;

namespace Roost.Cloud.Store;

/// <summary>Settings of the store, section <c>Store</c>.</summary>
internal sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary>The directory that holds the store's files; made if it is missing.</summary>
    public string Directory { get; set; } = string.Empty;

    internal sealed class Validator : IValidateOptions<StoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, StoreOptions options)
        {
            if (string.IsNullOrWhiteSpace(options.Directory))
            {
                return ValidateOptionsResult.Fail($"{Section}:Directory is empty, but the store needs a directory for its files.");
            }

            return options.Directory.AsSpan().ContainsAny(Path.GetInvalidPathChars())
                ? ValidateOptionsResult.Fail($"{Section}:Directory is \"{options.Directory}\", but a path can't hold these characters.")
                : ValidateOptionsResult.Success;
        }
    }
}
