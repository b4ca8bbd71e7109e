using Microsoft.OpenApi;

namespace Roost.Cloud.Api;

/// <summary>Endpoints take query parameters as text, so that each mistake gets its own sentence; the description says what they are.</summary>
internal static class OpenApiParameters
{
    public static void Describe(OpenApiOperation operation, string name, IOpenApiSchema schema, bool isRequired = false)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == name) is OpenApiParameter parameter)
        {
            (parameter.Schema, parameter.Required) = (schema, isRequired);
        }
    }

    /// <summary>The parameters <c>from</c> and <c>to</c>.</summary>
    public static void DescribePeriod(OpenApiOperation operation)
    {
        Describe(operation, "from", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
        Describe(operation, "to", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
    }
}
