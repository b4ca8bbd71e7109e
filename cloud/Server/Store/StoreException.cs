namespace Roost.Cloud.Store;

/// <summary>The store can't do what was asked, for a reason outside the program; the message says what, where and what to do.</summary>
public abstract class StoreException(string message, Exception? innerException) : Exception(message, innerException);

/// <summary>The store's directory can't be made or written.</summary>
public sealed class StoreDirectoryException(string message, Exception? innerException) : StoreException(message, innerException);

/// <summary>The store's file can't be read as one.</summary>
public sealed class StoreDamagedException(string message, Exception? innerException) : StoreException(message, innerException);

/// <summary>Another process, or another store of this one, has the directory open.</summary>
public sealed class StoreInUseException(string message, Exception? innerException) : StoreException(message, innerException);

/// <summary>The store is not open, is closing, or is recovering from a failure; worth trying again later.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : StoreException(message, innerException)
{
    /// <summary>How long to leave it alone, where it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it stays so until somebody changes a setting, here or there.</summary>
    public bool IsOfSettings { get; init; }
}

/// <summary>A batch that can't be stored for a reason of its own, so that trying again is no use.</summary>
internal sealed class UnstorableException(string message, Exception? innerException) : StoreException(message, innerException);
