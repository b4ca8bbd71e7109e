using System.Net;

namespace Roost.Edge.LocalAlarms.Page;

/// <summary>Where the house's own page is served.</summary>
/// <param name="EndPoint">Address and port; the address of the house's network, or loopback.</param>
internal sealed record PageOptions(IPEndPoint EndPoint);
