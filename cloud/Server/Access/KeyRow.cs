using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Access;

/// <summary>A key as the database keeps it: not itself, but by what it can be recognized. Table <c>access_keys</c>.</summary>
internal sealed class KeyRow : IEntityTypeConfiguration<KeyRow>
{
    /// <summary>What it is called by in the API; says nothing about the key.</summary>
    public string Id { get; set; } = "";

    /// <summary>Whose it is, as people say it.</summary>
    public string Name { get; set; } = "";

    public KeyKind Kind { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public string Hash { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it opened something last, to a few minutes; null before the first time.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Since when it opens nothing any more; null while it does.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public void Configure(EntityTypeBuilder<KeyRow> builder)
    {
        builder.ToTable("access_keys");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.Hash).IsUnique();
    }
}

/// <summary>What a key is for.</summary>
[JsonConverter(typeof(KeyKindJsonConverter))]
public enum KeyKind
{
    /// <summary>A screen on a wall: it may look, and knows nobody's telephone number.</summary>
    Screen = 1,

    /// <summary>A person's browser: it may act too.</summary>
    Person,
}

/// <summary>Writes a <see cref="KeyKind"/> in kebab case.</summary>
public sealed class KeyKindJsonConverter() : JsonStringEnumConverter<KeyKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
