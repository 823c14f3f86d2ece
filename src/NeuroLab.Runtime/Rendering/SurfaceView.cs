namespace NeuroLab.Rendering;

/// <summary>The loss surface as a frame shows it.</summary>
/// <param name="Losses">[Rows β, Columns α], both ascending; not finite = hole or not sampled yet.</param>
/// <param name="Rows">Samples along β, at least 2.</param>
/// <param name="Columns">Samples along α, at least 2.</param>
/// <param name="Extent">α and β run from −Extent to Extent.</param>
/// <param name="Version">Differs from the frame before when any loss differs.</param>
public readonly record struct SurfaceView(float[] Losses, int Rows, int Columns, float Extent, int Version);
