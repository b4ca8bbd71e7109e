using System.Net;
using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>Answers as influxd 1.6 gave them, and as the documentation of InfluxDB 2 and 3 shows them.</summary>
internal sealed class InfluxRefusalTests
{
    private static readonly InfluxAddress Address = InfluxAddress.Of(new StoreOptions { Url = "http://influx:8086", Database = "roost" });

    [TestCase(400, """{"error":"partial write: field type conflict: input field \"value\" on measurement \"reading\" is type string, already exists as type float dropped=2"}""", Description = "1.6")]
    [TestCase(400, """{"error":"unable to parse 'reading,place=a': missing fields"}""", Description = "1.6")]
    [TestCase(400, """{"code":"invalid","message":"unable to parse 'reading,place=a': missing fields"}""", Description = "2")]
    [TestCase(422, """{"code":"unprocessable entity","message":"failure writing points to database: partial write: points beyond retention policy dropped=1"}""", Description = "2")]
    [TestCase(400, """{"error":"partial write of line protocol occurred","data":[{"error_message":"A generic parsing error occurred","line_number":2,"original_line":"home,room=Sunroom temp=hi"}]}""", Description = "3")]
    [TestCase(413, """{"error":"Request Entity Too Large"}""", Description = "1.6")]
    [TestCase(413, "<html>nginx</html>", Description = "a proxy")]
    public void What_is_wrong_with_lines_makes_them_fewer(int status, string body) =>
        Assert.That(InfluxRefusal.Of(Address, (HttpStatusCode)status, body, null), Is.TypeOf<LinesRefusedException>());

    [TestCase(400, """{"error":"database is required"}""", "database is required")]
    [TestCase(400, """{"error":"invalid precision \"x\" (use n, u, ms, s, m or h)"}""", "precision")]
    [TestCase(401, """{"error":"authorization failed"}""", "Store:Token")]
    [TestCase(403, """{"error":"\"reader\" user is not authorized to write to database \"roost\""}""", "Store:User")]
    [TestCase(404, """{"error":"database not found: \"roost\""}""", "Store:Database")]
    [TestCase(404, """{"code":"not found","message":"bucket \"roost\" not found"}""", "roost")]
    [TestCase(500, """{"error":"timeout"}""", "500: timeout")]
    [TestCase(503, "", "503")]
    [TestCase(429, """{"code":"too many requests","message":"exceeded quota"}""", "exceeded quota")]
    public void All_else_is_tried_again_and_tells_what_to_do(int status, string body, string said) =>
        Assert.That(
            InfluxRefusal.Of(Address, (HttpStatusCode)status, body, null),
            Is.TypeOf<StoreUnavailableException>().With.Message.Contains(said).And.Message.Contains("http://influx:8086"));

    [TestCase(401, true)]
    [TestCase(404, true)]
    [TestCase(500, false)]
    [TestCase(503, false)]
    public void A_start_waits_for_all_but_what_a_setting_must_change(int status, bool isOfSettings) =>
        Assert.That(
            InfluxRefusal.Of(Address, (HttpStatusCode)status, "", null), Is.TypeOf<StoreUnavailableException>().With.Property("IsOfSettings").EqualTo(isOfSettings));

    [TestCase(30, 30)]
    [TestCase(86_400, 300, Description = "a farm can't wait for a day")]
    public void A_pause_that_is_asked_for_is_kept_within_reason(int askedSeconds, int keptSeconds) =>
        Assert.That(
            InfluxRefusal.Of(Address, HttpStatusCode.TooManyRequests, "", TimeSpan.FromSeconds(askedSeconds)),
            Is.TypeOf<StoreUnavailableException>().With.Property("RetryAfter").EqualTo(TimeSpan.FromSeconds(keptSeconds)));
}
