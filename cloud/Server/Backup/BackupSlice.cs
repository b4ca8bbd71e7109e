namespace Roost.Cloud.Backup;

/// <summary>Backups of all that the service keeps.</summary>
internal static class BackupSlice
{
    /// <summary>Adds it; after the store, whose lock on the data folder it stands on.</summary>
    public static void AddBackup(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DataBackup>();
        builder.Services.AddHostedService<BackupSocket>();
    }
}
