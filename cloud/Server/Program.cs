using Roost.Cloud.Access;
using Roost.Cloud.Alarms;
using Roost.Cloud.Api;
using Roost.Cloud.Backup;
using Roost.Cloud.Broker;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Cloud.Jobs;
using Roost.Cloud.Live;
using Roost.Cloud.Notify;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;
using Roost.Cloud.Twins;

if (BackupCommand.Is(args))
{
    return await BackupCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
}

if (KeyCommand.Is(args))
{
    return await KeyCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
}

return await StartupLog.RunAsync(() => Roost.Cloud.CloudService.Build(args), Console.Error);

namespace Roost.Cloud
{
    /// <summary>The service's table of contents: one line a slice. A test adjusts the parts before they are put together.</summary>
    internal static class CloudService
    {
        public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            builder.AddHosting();
            builder.AddFarms();
            builder.AddStore();
            builder.AddDatabase();
            builder.AddAccess();
            builder.AddStills();
            builder.AddBackup();
            builder.AddBroker();
            builder.AddAlarms();
            builder.AddFlocks();
            builder.AddTwins();
            builder.AddIngest();
            builder.AddLive();
            builder.AddNotify();
            builder.AddJobs();
            builder.AddApi();
            adjust?.Invoke(builder);

            var app = builder.Build();
            app.UseApi();
            app.UseAccess();
            app.MapAccess();
            app.MapApi();
            app.MapLive();
            app.MapNotify();
            app.MapHealth();
            app.MapDashboard();
            return app;
        }
    }
}
