"""What a process carries, on sheets: charter, design, management, figures, rights, neighbours, improvement, status."""
