using Roost.Cloud.Api;
using Roost.Cloud.Broker;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Cloud.Live;
using Roost.Cloud.Store;
using Roost.Cloud.Twins;

return await StartupLog.RunAsync(() => Program.Build(args), Console.Error);

/// <summary>The service's table of contents: one line a slice.</summary>
internal sealed partial class Program
{
    /// <param name="args">The command line.</param>
    /// <param name="adjust">Changes a test makes to the parts before they are put together.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddHosting();
        builder.AddFarms();
        builder.AddStore();
        builder.AddBroker();
        builder.AddTwins();
        builder.AddIngest();
        builder.AddLive();
        builder.AddApi();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        app.MapLive();
        app.MapHealth();
        app.MapDashboard();
        return app;
    }
}
