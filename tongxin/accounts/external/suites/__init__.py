"""WeCom, DingTalk and Feishu behind one seam: who came back, which departments there are, who works in them."""
