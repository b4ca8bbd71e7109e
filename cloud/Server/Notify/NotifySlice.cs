using Microsoft.Extensions.Options;
using Roost.Cloud.Alarms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Acknowledge;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.Channels;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Notify.Print;

namespace Roost.Cloud.Notify;

/// <summary>Tells people of alarms: on-call plans, the outbox, channels, acknowledgement by link.</summary>
internal static class NotifySlice
{
    /// <summary>Adds it. It needs the database slice's tables, so add it after that.</summary>
    public static void AddNotify(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotifyOptions>().BindConfiguration(NotifyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotifyOptions>, NotifyValidator>();
        builder.Services.AddSingleton<IValidateOptions<NotifyOptions>>(
            new UnknownKeys<NotifyOptions>(builder.Configuration.GetSection(NotifyOptions.Section)));
        builder.Services.AddSingleton<LinkKey>();
        builder.Services.AddSingleton<AcknowledgeLinks>();
        builder.Services.AddSingleton<Acknowledgements>();
        builder.Services.AddSingleton<IAlarmListener, AlarmListener>();
        builder.Services.AddChannels();
        builder.Services.AddSingleton<PageRound>();
        builder.Services.AddSingleton<BrokenChannels>();
        builder.Services.AddSingleton<Digest>();
        builder.Services.AddSingleton<ChainTester>();
        builder.Services.AddSingleton<ChainAlarms>();
        builder.Services.AddSingleton<Heartbeats>();
        builder.Services.AddSingleton<PdfPrinter>();
        builder.Services.AddSingleton<Delivery>();
        builder.Services.AddHostedService<DeliveryWorker>();
    }

    public static void MapNotify(this WebApplication app)
    {
        var farm = app.MapGroup("/api/farms/{farm}");
        app.MapGroup("/api").MapGet("/push-key", static (PushKey key) => TypedResults.Ok(new PushKeyAnswer(key.PublicKey))).WithName("GetPushKey")
            .WithSummary("The key with which a browser subscribes to notifications.");
        farm.MapPeople();
        farm.MapPlan();
        farm.MapDeliveries();
        farm.MapChainTests();
        farm.MapAlarmPlan();
        app.MapAcknowledge();
    }

    /// <summary>The key with which a browser subscribes.</summary>
    /// <param name="PublicKey">The applicationServerKey, base64url.</param>
    public sealed record PushKeyAnswer(string PublicKey);

    private static void AddChannels(this IServiceCollection services)
    {
        services.AddHttpClient(HttpSend.Client).ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }).RemoveAllLoggers();
        services.AddSingleton(static provider =>
            new HttpSend(provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpSend.Client), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannel, MailChannel>();
        services.AddSingleton<IChannel, WebhookChannel>();
        services.AddSingleton<IChannel, WeComChannel>();
        services.AddSingleton<IChannel, DingTalkChannel>();
        services.AddSingleton<IChannel, FeishuChannel>();
        services.AddSingleton<IChannel, SlackChannel>();
        services.AddSingleton<IChannel, TeamsChannel>();
        services.AddSingleton<IChannel, MqttChannel>();
        services.AddSingleton<IChannel, ProviderChannel>();
        services.AddSingleton<PushKey>();
        services.AddSingleton<IChannel, PushChannel>();
        services.AddSingleton<ChannelBoard>();
    }
}
