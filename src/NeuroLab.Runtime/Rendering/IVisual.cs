namespace NeuroLab.Rendering;

/// <summary>A behaviour that can be seen.</summary>
public interface IVisual
{
    /// <summary>Adds its part to the frame. Called once a frame, after every update; must not allocate.</summary>
    void Show(FrameView frame);
}
