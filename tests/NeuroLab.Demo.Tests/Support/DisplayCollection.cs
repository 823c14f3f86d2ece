namespace NeuroLab.Demo.Tests.Support;

/// <summary>
/// Tests that change which display this process sees. They run alone: the variables belong to the whole process, and
/// so does the window library.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DisplayCollection : ICollectionFixture<XvfbDisplay>
{
    public const string Name = "display";
}
