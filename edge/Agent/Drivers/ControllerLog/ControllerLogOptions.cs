namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>A house controller's own log, one value a line.</summary>
/// <param name="Coop">The coop that the controller runs.</param>
/// <param name="File">Full path of the file; it may be missing until later.</param>
internal sealed record ControllerLogOptions(string Coop, string File)
{
    /// <summary>Tells this log from every other in the agent's spool; a log that is moved or renamed counts as another.</summary>
    public string Source => $"{Coop}:{File}";
}
