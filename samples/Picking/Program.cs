using System.Numerics;
using NeuroLab;
using NeuroLab.Experiments;
using NeuroLab.Hosting;
using NeuroLab.Rendering;
using Picking;

using var host = new Host("Click on the surface, drag with the right button, Esc ends", 900, 600);
var file = new ExperimentFile { Version = ExperimentFile.CurrentVersion, Data = new("moons"), Seed = 7 };
using var landscape = new LandscapePlugin(host.FindFunction, file.CreateExperiment(), new LandscapeOptions
{
    Plane = Catalog.Plane("descent"),
    WorldMatrix = Matrix4x4.CreateScale(2) * Matrix4x4.CreateTranslation(0, 0.5f, 0),
})
{ Origin = file };
landscape.Notice += Console.WriteLine;
Console.WriteLine(landscape.BackendReason);
while (host.NextFrame())
{
    landscape.Tick(); // by its own clock
    host.Clear();
    landscape.Render(new RenderTarget(0, 0, 0, host.Width, host.Height, Clear: false), host.Camera);
    if (host.Click is not { } pixel)
        continue;
    var (origin, direction) = new SceneProjection(host.Camera, host.Width, host.Height).Ray(pixel);
    if (!landscape.TryPick(origin, direction, out var hit))
        continue;
    Console.WriteLine($"α = {hit.Alpha:F3}, β = {hit.Beta:F3}: loss {hit.Loss:G4}; from {landscape.Status.Loss:G4} at step {landscape.Status.Step}");
    landscape.Drop(hit.Alpha, hit.Beta); // training continues from there
}
