namespace Roost.Cloud.Access;

/// <summary>Who may look and act, section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Access";

    /// <summary>Whether a browser needs a key.</summary>
    /// <value>
    /// When it is not given, one is needed as soon as the web server listens to others than this machine. Say <c>true</c> where a proxy on this
    /// machine lets others in.
    /// </value>
    public bool? Required { get; set; }
}
