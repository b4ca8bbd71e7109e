using Microsoft.AspNetCore.Http.Features;
using Roost.Cloud.Api;

namespace Roost.Cloud.Live;

internal static class LiveSlice
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = 4 * 1024;
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        }).AddJsonProtocol(options => ApiJson.Configure(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<Snapshots>();
        builder.Services.AddSingleton<PreviewAlbum>();
    }

    public static void MapLive(this WebApplication app)
    {
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            if (context.Features.Get<IHttpWebSocketFeature>() is { } sockets)
            {
                context.Features.Set<IHttpWebSocketFeature>(new CompressedSockets(sockets));
            }

            return next(context);
        });
        app.MapHub<LiveHub>("/live");
    }
}
