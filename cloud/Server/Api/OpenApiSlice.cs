using Microsoft.OpenApi;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Api;

/// <summary>
/// The API's description, <c>/openapi/v1.json</c>. The committed copy is <c>dashboard/openapi.json</c>, from which the dashboard's types are
/// made; the live hub's messages are in it too, since they are the same JSON.
/// </summary>
internal static class OpenApiSlice
{
    public static void AddDescription(this IServiceCollection services) =>
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer(async (document, context, cancellationToken) =>
            {
                document.Info = new OpenApiInfo { Title = "Roost", Version = "v1", Description = "Poultry houses, live and past." };
                document.Servers = [];
                var delta = await context.GetOrCreateSchemaAsync(typeof(CoopDelta), null, cancellationToken);
                SetItems(delta, "latest", new OpenApiSchemaReference(nameof(SeriesLatest), document));
                SetItems(delta, "previews", new OpenApiSchemaReference(nameof(PreviewStamp), document));
                delta.Properties!["outOfUse"] = new OpenApiSchema
                {
                    OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchemaReference(nameof(HouseOutOfUse), document)],
                };
                document.AddComponent(nameof(CoopDelta), delta);
                var told = await context.GetOrCreateSchemaAsync(typeof(AlarmEvent), null, cancellationToken);
                SetProperty(told, "alarm", new OpenApiSchemaReference(nameof(Alarm), document));
                SetProperty(told, "text", new OpenApiSchemaReference(nameof(RuleText), document));
                document.AddComponent(nameof(AlarmEvent), told);
                var changes = await context.GetOrCreateSchemaAsync(typeof(AlarmDelta), null, cancellationToken);
                SetItems(changes, "events", new OpenApiSchemaReference(nameof(AlarmEvent), document));
                document.AddComponent(nameof(AlarmDelta), changes);
                document.AddComponent(nameof(OnCallChange), await context.GetOrCreateSchemaAsync(typeof(OnCallChange), null, cancellationToken));
                var mistake = await context.GetOrCreateSchemaAsync(typeof(Mistake), null, cancellationToken);
                SetProperty(mistake, "sentence", new OpenApiSchemaReference(nameof(LocalText), document));
                document.AddComponent(nameof(Mistake), mistake);
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                if (type == typeof(DateTimeOffset))
                {
                    schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                    schema.Format = "date-time";
                }
                else if (type == typeof(AlarmId))
                {
                    schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                    schema.Description = "rule/coop/place/start";
                    schema.Properties = null;
                }
                else if (type.IsEnum)
                {
                    schema.Type = JsonSchemaType.String;
                }
                else if (type.Namespace?.StartsWith(nameof(Roost), StringComparison.Ordinal) == true && schema.Properties is { } properties)
                {
                    // Every member is always written, null or not.
                    schema.Required = properties.Keys.ToHashSet();
                }

                return Task.CompletedTask;
            });
        });

    // A schema made for one type alone spells its parts out; the document has them by name.
    private static void SetItems(OpenApiSchema schema, string property, OpenApiSchemaReference items)
    {
        if (schema.Properties?[property] is OpenApiSchema array)
        {
            array.Items = items;
        }
    }

    private static void SetProperty(OpenApiSchema schema, string property, OpenApiSchemaReference value)
    {
        if (schema.Properties is { } properties)
        {
            properties[property] = value;
        }
    }
}
