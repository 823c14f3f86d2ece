using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;

if (!WindowFactory.TryCreate(new WindowOptions("NeuroLab", 1280, 720), out var window, out var reason))
{
    Console.Error.WriteLine(reason);
    return 2;
}
using (window)
using (var app = new DescentApp(window, new AppOptions()))
    app.Run();
return 0;
