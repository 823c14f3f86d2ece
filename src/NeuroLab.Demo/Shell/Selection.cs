namespace NeuroLab.Demo.Shell;

/// <summary>The object shown in the inspector.</summary>
internal enum Selection
{
    Data,
    Network,
    Surface,
    Runner,
    Camera,
    Recorder,
}
