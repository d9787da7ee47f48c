"""How sure a figure is: ``intervals`` around one run's metrics, ``paired`` tests between two runs."""
