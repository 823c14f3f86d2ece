using Embedding;
using NeuroLab;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Rendering;
using NeuroLab.Training;

using var host = new Host(640, 360); // your engine: its window, its scene, its camera, its clock
var data = new Moons().Load(new DatasetOptions { Seed = 7 });
var loss = Experiment.DefaultLoss(data.Train);
var experiment = new Experiment
{
    Train = data.Train,
    Shape = Experiment.ShapeFor(data.Train, loss, [16, 16], new Tanh()),
    Loss = loss,
    Optimizer = new Adam(),
    Settings = new Adam().Defaults with { LearningRate = 0.01 },
};
var options = new LandscapeOptions { Plane = new DescentPlane(), WaitsForFrames = true }; // nobody watches: whole frames
using var landscape = new LandscapePlugin(host.FindFunction, experiment, options);
while (host.NextFrame())
{
    landscape.Tick(host.SecondsPerFrame);
    host.DrawScene(); // in it stands the landscape, and once more by itself in a corner of the picture:
    landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, 640, 360, Clear: false), host.Camera);
    landscape.Render(new RenderTarget(host.Framebuffer, 470, 250, 160, 100));
}
host.Save(args is [var path] ? path : "embedding.png");
