Console.Error.WriteLine("s3replicator");
