using Roost.Alarms.Packs;
using Roost.Cloud.Alarms.BackTest;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Alarms.Houses;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Alarms.Neighbours;
using Roost.Cloud.Alarms.Rules;

namespace Roost.Cloud.Alarms;

internal static class AlarmsSlice
{
    public static void AddAlarms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new ShippedPacks(RulePacks.All));
        builder.Services.AddSingleton<RulesInForce>();
        builder.Services.AddSingleton<RuleDesk>();
        builder.Services.AddSingleton<BackTester>();
        builder.Services.AddSingleton<CoopWrites>();
        builder.Services.AddSingleton<FarmNews>();
        builder.Services.AddSingleton<OpeningSlots>();
        builder.Services.AddSingleton<Checkpoints>();
        builder.Services.AddTransient<CoopAlarms>();
        builder.Services.AddHostedService<NeighbourReporter>();
        builder.Services.AddSingleton<HouseNotices>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HouseNotices>());
    }

    public static void MapAlarms(this IEndpointRouteBuilder api)
    {
        api.MapAlarmList();
        api.MapAlarmEvidence();
        api.MapAlarmActs();
        api.MapAlarmLog();
        api.MapAlarmStatistics();
        api.MapRules();
        api.MapBackTest();
        api.MapCoopSettings();
    }
}
