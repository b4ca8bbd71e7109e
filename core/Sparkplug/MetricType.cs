namespace Roost.Sparkplug;

/// <summary>Data types of Sparkplug B metrics and properties, with the numbers of the specification (3.0.0, section 6.4.16).</summary>
public enum MetricType
{
    /// <summary>8-bit signed integer.</summary>
    Int8 = 1,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 2,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 3,

    /// <summary>64-bit signed integer.</summary>
    Int64 = 4,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8 = 5,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16 = 6,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32 = 7,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 8,

    /// <summary>32-bit floating point.</summary>
    Float = 9,

    /// <summary>64-bit floating point.</summary>
    Double = 10,

    /// <summary>True or false.</summary>
    Boolean = 11,

    /// <summary>Text.</summary>
    String = 12,

    /// <summary>Milliseconds since 1970, UTC.</summary>
    DateTime = 13,

    /// <summary>Long text.</summary>
    Text = 14,

    /// <summary>Text of a UUID.</summary>
    Uuid = 15,

    /// <summary>A table; passed by, not read.</summary>
    DataSet = 16,

    /// <summary>Bytes.</summary>
    Bytes = 17,

    /// <summary>A file's bytes.</summary>
    File = 18,

    /// <summary>A structure; passed by, not read.</summary>
    Template = 19,
}
