namespace NeuroLab.Demo.Tests.Support;

/// <summary>Tests that count what belongs to the whole process, such as memory, threads and files: they run beside no other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone in the process";
}
