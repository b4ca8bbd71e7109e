using Roost.Cloud.Flocks.Figures;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Reports;
using Roost.Cloud.Flocks.Sheet;

namespace Roost.Cloud.Flocks;

/// <summary>Flocks from placement to clearing: their daily sheets, figures, forecasts and reports.</summary>
internal static class FlocksSlice
{
    public static void AddFlocks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FlockBook>();
        builder.Services.AddSingleton<HouseSettings>();
        builder.Services.AddSingleton<SheetBook>();
        builder.Services.AddSingleton<FlockReadings>();
        builder.Services.AddSingleton<FlockDesk>();
        builder.Services.AddSingleton<ReportDesk>();
        builder.Services.AddSingleton<ReportMail>();
    }

    public static void MapFlocks(this IEndpointRouteBuilder api)
    {
        api.MapPlacing();
        api.MapSheet();
        api.MapFigures();
        api.MapReports();
    }
}
