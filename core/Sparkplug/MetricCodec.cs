using Google.Protobuf;
using Roost.Sparkplug.Wire;

namespace Roost.Sparkplug;

/// <summary>One metric between its own form and the wire's, where small integers travel in two's complement in an unsigned field.</summary>
internal static class MetricCodec
{
    public static WireMetric ToWire(in Metric metric)
    {
        var wire = new WireMetric();
        if (metric.Name is { } name)
        {
            wire.Name = name;
        }

        if (metric.Alias is { } alias)
        {
            wire.Alias = alias;
        }

        if (metric.TimestampMilliseconds is { } timestamp)
        {
            wire.Timestamp = unchecked((ulong)timestamp);
        }

        if (metric.IsHistorical)
        {
            wire.IsHistorical = true;
        }

        var value = metric.Value;
        wire.Datatype = (uint)value.Type;
        if (value.IsNull)
        {
            wire.IsNull = true;
        }
        else
        {
            SetValue(wire, value);
        }

        if (metric.Properties is { Count: > 0 } properties)
        {
            wire.Properties = new WireProperties();
            foreach (var property in properties)
            {
                wire.Properties.Keys.Add(property.Name);
                wire.Properties.Values.Add(PropertyToWire(property.Value));
            }
        }

        return wire;
    }

    public static Metric FromWire(WireMetric wire)
    {
        var type = wire.HasDatatype ? (MetricType)wire.Datatype : 0;
        return new Metric(
            wire.HasName ? wire.Name : null,
            wire.HasAlias ? wire.Alias : null,
            wire.HasTimestamp ? unchecked((long)wire.Timestamp) : null,
            wire is { HasIsNull: true, IsNull: true } ? MetricValue.Null(type) : ValueOf(wire, type),
            wire.IsHistorical,
            wire.Properties is { } properties ? PropertiesOf(properties) : null);
    }

    private static void SetValue(WireMetric wire, in MetricValue value)
    {
        switch (value.Type)
        {
            case MetricType.Double:
                wire.DoubleValue = value.Floating;
                break;
            case MetricType.Float:
                wire.FloatValue = (float)value.Floating;
                break;
            case MetricType.Boolean:
                wire.BooleanValue = value.Bits != 0;
                break;
            case MetricType.Int64 or MetricType.UInt64 or MetricType.DateTime:
                wire.LongValue = unchecked((ulong)value.Bits);
                break;
            case MetricType.String or MetricType.Text or MetricType.Uuid:
                wire.StringValue = value.Text ?? "";
                break;
            case MetricType.Bytes or MetricType.File:
                wire.BytesValue = UnsafeByteOperations.UnsafeWrap(value.Bytes ?? default);
                break;
            default:
                wire.IntValue = unchecked((uint)value.Bits);
                break;
        }
    }

    private static MetricValue ValueOf(WireMetric wire, MetricType type) => wire.ValueCase switch
    {
        WireMetric.ValueOneofCase.DoubleValue => MetricValue.OfDouble(wire.DoubleValue),
        WireMetric.ValueOneofCase.FloatValue => MetricValue.OfFloat(wire.FloatValue),
        WireMetric.ValueOneofCase.BooleanValue => MetricValue.OfBoolean(wire.BooleanValue),
        WireMetric.ValueOneofCase.IntValue => Small(wire.IntValue, type),
        WireMetric.ValueOneofCase.LongValue => Long(wire.LongValue, type),
        WireMetric.ValueOneofCase.StringValue => MetricValue.OfReference(type == 0 ? MetricType.String : type, wire.StringValue),
        WireMetric.ValueOneofCase.BytesValue => MetricValue.OfReference(type == 0 ? MetricType.Bytes : type, wire.BytesValue.ToByteArray()),
        _ => MetricValue.Null(type),
    };

    private static MetricValue Small(uint value, MetricType type) => type switch
    {
        MetricType.Int8 => MetricValue.OfInteger(type, unchecked((sbyte)value)),
        MetricType.Int16 => MetricValue.OfInteger(type, unchecked((short)value)),
        MetricType.Int32 => MetricValue.OfInteger(type, unchecked((int)value)),
        MetricType.UInt8 or MetricType.UInt16 => MetricValue.OfInteger(type, value),
        _ => MetricValue.OfInteger(MetricType.UInt32, value),
    };

    private static MetricValue Long(ulong value, MetricType type) =>
        MetricValue.OfInteger(type is MetricType.Int64 or MetricType.DateTime ? type : MetricType.UInt64, unchecked((long)value));

    private static WirePropertyValue PropertyToWire(in MetricValue value)
    {
        var wire = new WirePropertyValue { Type = (uint)value.Type };
        switch (value.Type)
        {
            case var _ when value.IsNull:
                wire.IsNull = true;
                break;
            case MetricType.Double:
                wire.DoubleValue = value.Floating;
                break;
            case MetricType.Float:
                wire.FloatValue = (float)value.Floating;
                break;
            case MetricType.Boolean:
                wire.BooleanValue = value.Bits != 0;
                break;
            case MetricType.Int64 or MetricType.UInt64 or MetricType.DateTime:
                wire.LongValue = unchecked((ulong)value.Bits);
                break;
            case MetricType.String or MetricType.Text or MetricType.Uuid:
                wire.StringValue = value.Text ?? "";
                break;
            default:
                wire.IntValue = unchecked((uint)value.Bits);
                break;
        }

        return wire;
    }

    private static MetricProperty[] PropertiesOf(WireProperties wire)
    {
        var properties = new MetricProperty[Math.Min(wire.Keys.Count, wire.Values.Count)];
        for (var index = 0; index < properties.Length; index++)
        {
            properties[index] = new MetricProperty(wire.Keys[index], PropertyOf(wire.Values[index]));
        }

        return properties;
    }

    private static MetricValue PropertyOf(WirePropertyValue wire)
    {
        var type = wire.HasType ? (MetricType)wire.Type : 0;
        return wire.ValueCase switch
        {
            _ when wire is { HasIsNull: true, IsNull: true } => MetricValue.Null(type),
            WirePropertyValue.ValueOneofCase.DoubleValue => MetricValue.OfDouble(wire.DoubleValue),
            WirePropertyValue.ValueOneofCase.FloatValue => MetricValue.OfFloat(wire.FloatValue),
            WirePropertyValue.ValueOneofCase.BooleanValue => MetricValue.OfBoolean(wire.BooleanValue),
            WirePropertyValue.ValueOneofCase.IntValue => Small(wire.IntValue, type),
            WirePropertyValue.ValueOneofCase.LongValue => Long(wire.LongValue, type),
            WirePropertyValue.ValueOneofCase.StringValue => MetricValue.OfReference(type == 0 ? MetricType.String : type, wire.StringValue),
            _ => MetricValue.Null(type),
        };
    }
}
