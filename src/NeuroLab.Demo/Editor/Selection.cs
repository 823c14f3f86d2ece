namespace NeuroLab.Demo.Editor;

/// <summary>What the inspector shows.</summary>
public enum Selection
{
    Data,
    Network,
    Surface,
    Runner,
    Camera,
    Recorder,
}
