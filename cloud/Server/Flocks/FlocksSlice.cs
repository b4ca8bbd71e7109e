using Roost.Cloud.Flocks.Figures;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;

namespace Roost.Cloud.Flocks;

/// <summary>Flocks from placement to clearing: their daily sheets, figures and forecasts.</summary>
internal static class FlocksSlice
{
    public static void AddFlocks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FlockBook>();
        builder.Services.AddSingleton<HouseSettings>();
        builder.Services.AddSingleton<SheetBook>();
        builder.Services.AddSingleton<FlockReadings>();
        builder.Services.AddSingleton<FlockDesk>();
    }

    public static void MapFlocks(this IEndpointRouteBuilder api)
    {
        api.MapPlacing();
        api.MapSheet();
        api.MapFigures();
    }
}
