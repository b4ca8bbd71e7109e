namespace Roost.Tests;

/// <summary>A test that measures this machine, or is hurried by a clock: <c>./roost test</c> runs nothing beside it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class TimedAttribute : CategoryAttribute;
