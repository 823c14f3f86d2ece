namespace NeuroLab.Rendering;

/// <summary>A behaviour that draws something.</summary>
public interface IVisual
{
    /// <summary>Adds its part to the frame. Called once per frame, after all updates; must not allocate.</summary>
    void Show(FrameView frame);
}
