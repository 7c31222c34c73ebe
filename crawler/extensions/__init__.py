"""What goes on beside a crawl."""
