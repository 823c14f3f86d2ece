namespace NeuroLab.Demo.Shell;

/// <summary>What the inspector shows.</summary>
internal enum Selection
{
    Data,
    Network,
    Surface,
    Runner,
    Camera,
    Recorder,
}
