using Embedding;
using NeuroLab;
using NeuroLab.Datasets;
using NeuroLab.Hosting;
using NeuroLab.Rendering;
using NeuroLab.Training;

using var host = new Host(640, 360); // your engine: window, scene, camera, clock
var data = Catalog.Dataset("moons").Load(new DatasetOptions { Seed = 7 });
var loss = Experiment.DefaultLoss(data.Train);
var adam = Catalog.Optimizer("adam"); // by its catalogue name, as on the command line
var experiment = new Experiment
{
    Train = data.Train,
    Shape = Experiment.ShapeFor(data.Train, loss, [16, 16], Catalog.Activation("tanh")),
    Loss = loss,
    Optimizer = adam,
    Settings = adam.Defaults with { LearningRate = 0.01 },
};
var options = new LandscapeOptions { Plane = Catalog.Plane("descent"), WaitsForFrames = true }; // offline: complete frames
using var landscape = new LandscapePlugin(host.FindFunction, experiment, options);
while (host.NextFrame())
{
    landscape.Tick(host.SecondsPerFrame);
    host.DrawScene(); // draws the landscape into the scene, and again into a corner of the image:
    landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, 640, 360, Clear: false), host.Camera);
    landscape.Render(new RenderTarget(host.Framebuffer, 470, 250, 160, 100));
}
host.Save(args is [var path] ? path : "embedding.png");
