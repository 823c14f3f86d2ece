Console.WriteLine("NeuroLab");
