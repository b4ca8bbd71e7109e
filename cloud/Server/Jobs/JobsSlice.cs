using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Jobs;

/// <summary>
/// What runs by the clock. The schedule lives in the service's own database: a job that fell due while the service was down runs once when it
/// is back, and of several services on one PostgreSQL database one runs it.
/// </summary>
internal static class JobsSlice
{
    /// <summary>
    /// The scheduler's name, under which its parts are registered. It has the farms' clock for itself: without a name, that clock would be the whole
    /// service's, and a fast one would hurry whatever waits for sockets and disks.
    /// </summary>
    public const string Scheduler = "roost";

    // A trigger that is later than this has missed its time; its misfire instruction then decides (all here: once, now).
    private static readonly TimeSpan MisfireThreshold = TimeSpan.FromSeconds(30);

    /// <summary>Adds it. Its tables are made at the start of the scheduler, after those of the database slice.</summary>
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var database = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var isPostgreSql = database.Kind.Equals(nameof(DatabaseKind.PostgreSql), StringComparison.OrdinalIgnoreCase);
        builder.Services.AddQuartz(Scheduler, quartz =>
        {
            quartz.UseTimeProvider(ClockOf(builder.Configuration));
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                if (isPostgreSql)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString ?? "");
                    store.UseClustering(_ => { });
                }
                else
                {
                    var directory = builder.Configuration.GetSection(StoreOptions.Section).Get<StoreOptions>()?.Directory ?? "";
                    store.UseSqlite(SqliteFactory.Instance, DatabaseSlice.SqliteConnection(database, directory));
                }

                store.ConfigureStore(options =>
                {
                    options.MisfireThreshold = MisfireThreshold;
                    options.StoreJobDataAsStrings = true;
                });
                store.ProvisionSchema();
            });
            quartz.AddJob<DigestJob>(job => job.WithIdentity(DigestJob.Key).StoreDurably());
            quartz.AddJob<ReportJob>(job => job.WithIdentity(ReportJob.Key).StoreDurably());
            quartz.AddJob<ChainTestJob>(job => job.WithIdentity(ChainTestJob.Key).StoreDurably());
            quartz.ScheduleJob<EscalationJob>(trigger => trigger.WithIdentity("escalation").WithSimpleSchedule(TimeSpan.FromSeconds(15)));
            quartz.ScheduleJob<ChainTestWatchJob>(trigger => trigger.WithIdentity("chain-test-watch").WithSimpleSchedule(TimeSpan.FromSeconds(3)));
            quartz.ScheduleJob<ChainWatchJob>(trigger => trigger.WithIdentity("chain-watch").WithSimpleSchedule(TimeSpan.FromSeconds(15)));
            quartz.ScheduleJob<CleanUpJob>(trigger => trigger.WithIdentity("clean-up").WithCronSchedule(
                "0 20 3 * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            quartz.ScheduleJob<StoreTrimJob>(trigger => trigger.WithIdentity("store-trim").WithCronSchedule(
                "0 40 3 * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            quartz.ScheduleJob<StillsTrimJob>(trigger => trigger.WithIdentity("stills-trim").WithCronSchedule(
                "0 50 3 * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        });
        builder.Services.AddQuartzHostedService(Scheduler, options => options.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<FarmSchedule>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FarmSchedule>());
    }

    // The farms' clock. A text that is none is told at the start, by the validator.
    private static TimeProvider ClockOf(ConfigurationManager configuration)
    {
        try
        {
            return HostingValidator.ClockOf(new HostingOptions { Clock = configuration["Clock"] });
        }
        catch (FormatException)
        {
            return TimeProvider.System;
        }
    }
}
