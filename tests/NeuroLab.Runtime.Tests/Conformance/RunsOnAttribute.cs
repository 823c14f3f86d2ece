namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>Names the <see cref="BackendHost"/> of a test class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsOnAttribute(Type host) : Attribute
{
    public Type Host { get; } = host;
}
