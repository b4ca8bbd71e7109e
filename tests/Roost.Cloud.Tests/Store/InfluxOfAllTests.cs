using Roost.Cloud.Tests.Store.Influx;

namespace Roost.Cloud.Tests.Store;

/// <summary>Ends the influxd that tests shared.</summary>
[SetUpFixture]
internal sealed class InfluxOfAllTests
{
    [OneTimeTearDown]
    public static Task StopAsync() => SharedInflux.StopAsync();
}
