"""What the program costs, as ratios against other programs in the same run."""
